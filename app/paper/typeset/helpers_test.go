package typeset

import "time"

var day = time.Date(2026, 9, 24, 9, 0, 0, 0, time.UTC)
