"""What a person hands to `thidua`: files, folders, standard input. Each becomes pages, or a line that says why not.

>>> from thidua.inputs import gather
"""

from thidua.inputs.gather import Limits, gather
from thidua.inputs.item import Given, Item, Unreadable

__all__ = ["Given", "Item", "Limits", "Unreadable", "gather"]
