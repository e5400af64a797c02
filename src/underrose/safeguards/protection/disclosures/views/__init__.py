"""Pages of disclosures: a member's own, a leader's about one member, the privacy officer's."""
