package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// patience is how long a server may take to start.
const patience = 30 * time.Second

// StartPostgres starts a server of its own; the error says why there is none. It ends with this process, whatever becomes of that.
func StartPostgres() (*Cluster, error) {
	bin, err := PostgresPrograms()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "pg") // the path of a socket must be short
	if err != nil {
		return nil, err
	}
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT}
	if os.Getuid() == 0 { // as which PostgreSQL refuses to run
		if attr.Credential, err = PostgresUser(); err != nil {
			return nil, errors.Join(err, os.RemoveAll(folder))
		}
		if err := os.Chown(folder, int(attr.Credential.Uid), int(attr.Credential.Gid)); err != nil {
			return nil, errors.Join(err, os.RemoveAll(folder))
		}
	}
	c := &Cluster{folder: folder}
	if err := c.start(bin, attr); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return c, nil
}

// PostgresUser is a user who may run a server, where we are root and may not: postgres, or nobody.
func PostgresUser() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		if uidErr == nil && gidErr == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
}

func (c *Cluster) start(bin string, attr *syscall.SysProcAttr) error {
	data := filepath.Join(c.folder, "data")
	command := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.Dir, cmd.SysProcAttr = c.folder, attr
		return cmd
	}
	if out, err := command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	var said bytes.Buffer
	server := command("postgres", "-D", data, "-k", c.folder, "-c", "listen_addresses=", "-c", "fsync=off")
	server.Stderr = &said
	if err := server.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	c.stop = func() error {
		err := server.Process.Signal(syscall.SIGINT)
		<-ended
		return err
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		select {
		case err := <-ended:
			return fmt.Errorf("postgres: %w\n%s", err, said.Bytes())
		default:
		}
		err := c.ping()
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.Join(err, c.stop())
		}
	}
}

func (c *Cluster) ping() error {
	db, err := connect(c.Address("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Ping()
}
