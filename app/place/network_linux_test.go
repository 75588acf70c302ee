package place

import (
	"strings"
	"testing"
)

func TestTheTypeOfTheDeepestMountCounts(t *testing.T) {
	const mounts = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /mnt/民政\040局 rw,relatime shared:2 - cifs //server/share rw
31 30 8:2 / /mnt/民政\040局/local rw - ext4 /dev/sdb1 rw
32 22 0:30 / /home/li/far rw master:1 shared:9 - fuse.sshfs li@far:/ rw
33 22 0:31 / /over rw - ext4 /dev/sdc1 rw
34 22 0:32 / /over rw - nfs4 far:/x rw
broken line
`
	for file, want := range map[string]string{
		"/home/li/openday.db":          "ext4",
		"/mnt/民政 局/openday.db":         "cifs",
		"/mnt/民政 局2/openday.db":        "ext4",
		"/mnt/民政 局/local/x/openday.db": "ext4",
		"/home/li/far/openday.db":      "fuse.sshfs",
		"/over/openday.db":             "nfs4",
	} {
		if got := mountType(strings.NewReader(mounts), file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}
