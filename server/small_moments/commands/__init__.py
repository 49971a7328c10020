"""What `small-moments` can do: each command takes what was asked and says what came of it."""
