import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0011_suppliers_are_kept"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="order",
            name="order_steps_are_permitted",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="order",
            trigger=pgtrigger.compiler.Trigger(
                name="order_steps_are_permitted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:completed,accepted:returned,completed:returned,placed:cancelled,placed:requoted,placed:signed,requoted:cancelled,requoted:placed,requoted:requoted,requoted:waiting,shipped:accepted,shipped:returned,shipped:shipped,signed:cancelled,signed:shipped,waiting:cancelled,waiting:placed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="a287c2e69539c6ce65a005c1c98f432d9562b025",
                    operation="UPDATE",
                    pgid="pgtrigger_order_steps_are_permitted_4389e",
                    table="orders_order",
                    when="BEFORE",
                ),
            ),
        ),
    ]
