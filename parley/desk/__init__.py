"""Writing: new negotiations, new files, schemas for editors, and repairs. Nothing here runs by itself."""
