"""From the seal to what readers get: documents, tables, files, pictures."""
