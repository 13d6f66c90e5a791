"""What an agency returns to its supplier: filled in, sent, asked about, accepted, waived; where it stands."""
