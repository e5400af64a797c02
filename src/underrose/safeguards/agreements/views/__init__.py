"""The pages of the agreements: `member` for a phone, `staff` for the leaders, `verify` for anybody."""
