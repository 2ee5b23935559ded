"""What the family demands by right: insight, correction, objection, complaint, and why somebody read (D7-D9, D12)."""
