"""HLHdesk: the bedside fever and treatment chart for children with secondary HLH."""

__version__ = "0.1.0"
