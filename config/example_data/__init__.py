"""The records that a new registry starts with: data in TOML, and how it becomes rows."""
