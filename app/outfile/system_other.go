//go:build !windows

package outfile

import (
	"errors"
	"syscall"
)

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func isLocked(err error) bool { return errors.Is(err, syscall.EROFS) }
