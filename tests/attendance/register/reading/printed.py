"""Registers as schools' systems print and export them; the children are made up."""

from __future__ import annotations

SIMS_CERTIFICATE = r"""Registration Certificate,,,,,,,,,,,,,
Attendance from 02/09/2024 to 20/09/2024,,,,,,,,,,,,,
Name:,Okonkwo-Bell Tobi,,Reg Group:,9B,,Year:,Year  9,,,,,,
,,,,,,,,,,,,,
Week Commencing,Mon,,Tue,,Wed,,Thu,,Fri,,Present,Auth,Unauth
,AM,PM,AM,PM,AM,PM,AM,PM,AM,PM,,,
02/09/2024,#,#,#,#,/,\,/,\,L,\,6,0,0
09/09/2024,/,\,/,\,I,I,/,\,U,\,7,2,1
,,,,,,,,,,,,,
Registration Certificate,,,,,,,,,,,,,
Week Commencing,Mon,,Tue,,Wed,,Thu,,Fri,,Present,Auth,Unauth
,AM,PM,AM,PM,AM,PM,AM,PM,AM,PM,,,
16/09/2024,/,\,O,O,/,\,,,-,-,4,0,2
Totals,,,,,,,,,,,17,2,3
"""

SIMS_MARKS = (
    "2024-09-02 ## 2024-09-03 ## 2024-09-04 /\\ 2024-09-05 /\\ 2024-09-06 L\\ "
    "2024-09-09 /\\ 2024-09-10 /\\ 2024-09-11 II 2024-09-12 /\\ 2024-09-13 U\\ "
    "2024-09-16 /\\ 2024-09-17 OO 2024-09-18 /\\"
)

ARBOR_CERTIFICATE = (
    "Attendance Certificate\n"
    "Student: Tobi Okonkwo-Bell\n"
    "Academic Year 2025/2026\n"
    "\n"
    "Week beginning\tMonday\tTuesday\tWednesday\tThursday\tFriday\t% present\n"
    "01 Sep 2025\t##\t/\\\t/\\\tLN\tII\t62.5%\n"
    "08 Sep 2025\t/\\\t/\\\t/\\\tC2C2\t/\\\t80%\n"
)

ARBOR_MARKS = (
    "2025-09-01 ## 2025-09-02 /\\ 2025-09-03 /\\ 2025-09-04 LN 2025-09-05 II "
    "2025-09-08 /\\ 2025-09-09 /\\ 2025-09-10 /\\ 2025-09-11 C2C2 2025-09-12 /\\"
)

BROMCOM_REPORT = (
    '"Student Name";"Okonkwo-Bell, Tobi";"UPN";"A123456789012"\r\n'
    '"Week";"W/C";"Marks";"Present";"Possible"\r\n'
    '"1";"01/09/2025";"## /\\ /\\ LN II";"6";"8"\r\n'
    '"2";"08/09/2025";"/\\ /\\ /\\ C2C2 /\\";"8";"10"\r\n'
)
