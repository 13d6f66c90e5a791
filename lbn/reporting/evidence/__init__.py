"""What others publish of counties: reading their files, keeping their figures, and the rates that rest on them."""
