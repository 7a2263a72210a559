"""Contracts, their events and terms, delegations and providers, from a whole paper."""
