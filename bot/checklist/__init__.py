"""The walk-through: seven things to find out from the school (Hampshire guide, Supporting Attendance)."""
