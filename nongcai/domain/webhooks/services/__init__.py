"""Subscribing, telling, sending and sending again."""

from nongcai.domain.webhooks.services.sending import deliver, relay
from nongcai.domain.webhooks.services.subscribing import (
    Told,
    replay,
    replay_one,
    step,
    subscribe,
    tell_new_secret,
)

__all__ = ["Told", "deliver", "relay", "replay", "replay_one", "step", "subscribe", "tell_new_secret"]
