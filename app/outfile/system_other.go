//go:build !windows

package outfile

import (
	"errors"
	"syscall"
)

// isFull reports whether no room is left: on the disk, for this user, or, as on a
// memory stick for files of more than 4 GB, in one file.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

func isLocked(err error) bool { return errors.Is(err, syscall.EROFS) }
