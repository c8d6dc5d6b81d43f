"""Aflevering: packages that come and go, receipts, and one's own key for them."""
