"""What is promised (占用): a quantity of something scarce, how much of it is held, how much was taken for good.

Stock today; ceilings and balances are scarce in the same way. Who asks stores the key of its resource as a plain
column.
"""
