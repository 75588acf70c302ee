package place

import (
	"bufio"
	"io"
	"os"
	"slices"
	"strings"
)

// onNetwork asks the list of what is mounted.
func onNetwork(file string) bool {
	mounts, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return false
	}
	defer mounts.Close()
	return slices.Contains(networkTypes, mountType(mounts, file))
}

// networkTypes are the file systems whose files lie on another machine.
var networkTypes = []string{"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "9p", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs"}

// escaped are the signs that the list writes as octal numbers.
var escaped = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

// mountType returns the type of the file system that a file lies in: of the
// deepest mount point above it, the last where one was put over another.
func mountType(mounts io.Reader, file string) string {
	kind, deepest := "", -1
	for lines := bufio.NewScanner(mounts); lines.Scan(); {
		head, tail, ok := strings.Cut(lines.Text(), " - ")
		fields, types := strings.Fields(head), strings.Fields(tail)
		if !ok || len(fields) < 5 || len(types) == 0 {
			continue
		}
		point := escaped.Replace(fields[4])
		above := point == "/" || file == point || strings.HasPrefix(file, point+"/")
		if above && len(point) >= deepest {
			kind, deepest = types[0], len(point)
		}
	}
	return kind
}
