"""Dates as English is written in Europe: the day first. Django's own English is that of the United States."""

from django.conf.locale.en_GB.formats import DATE_INPUT_FORMATS as BRITISH_DATES
from django.conf.locale.en_GB.formats import DATETIME_INPUT_FORMATS as BRITISH_TIMES

DATE_INPUT_FORMATS = ["%Y-%m-%d", *BRITISH_DATES]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M", *BRITISH_TIMES]
FIRST_DAY_OF_WEEK = 1
