"""What is kept, behind one interface; all SQL of the server, by engine."""
