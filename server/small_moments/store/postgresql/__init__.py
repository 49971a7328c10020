"""The store on PostgreSQL. Nothing imports this where a data folder is served."""
