//go:build !windows

package disk

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// IsFull reports whether an error says that no space is left on the disk.
func IsFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// isHeld reports whether another program kept a file from being renamed or
// replaced, as a network drive's server says.
func isHeld(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) }

// TryLock takes the system's lock on an open file. The system gives it back
// when the process ends, however it ends.
func TryLock(f *os.File) (bool, error) {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

// SyncFolder makes a change of names in a folder last through a power cut.
func SyncFolder(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Tighten leaves a file to its user alone. A file of somebody else cannot be
// tightened, and stays as its owner wants it.
func Tighten(name string) {
	if info, err := os.Stat(name); err == nil && info.Mode().Perm()&0o077 != 0 {
		_ = os.Chmod(name, 0o600)
	}
}

// FreeSpace returns how many bytes this user can still write on the disk of a folder.
func FreeSpace(folder string) (uint64, error) {
	var disk unix.Statfs_t
	err := unix.Statfs(folder, &disk)
	return disk.Bavail * uint64(disk.Bsize), err
}
