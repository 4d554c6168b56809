"""Watch mode: whatever is saved is run at once, and the screen says how it went.

One loop waits for a key, a child's word or the next look at the files, and it runs inside pytest's
own (see `dojo.suite.with_suites`): every verdict is a fork of a process that has all it needs.
"""
