package web

import (
	"context"
	"errors"
	"strings"
	"time"
)

// watchEvery is how often a server looks whether its graph has changed.
const watchEvery = time.Second

// ErrChanged is a worker's error where what it was to open is no longer what the server has open.
var ErrChanged = errors.New("what is answered from has just changed")

// changed tells whether an error is ErrChanged, which may have come from another process as words.
func changed(err error) bool {
	return err != nil && strings.Contains(err.Error(), ErrChanged.Error())
}

// watch opens the graph again whenever it has changed, until ctx ends.
func (s *Server) watch(ctx context.Context) {
	if s.o.Stamp == nil {
		return
	}
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.refresh()
		}
	}
}

// refresh opens the graph again if it has changed. Requests that have begun end with the one that they began with. What cannot be opened is told in the
// log, and what is open stays: a dossier that is being edited may not be sound for a while.
func (s *Server) refresh() {
	s.opening.Lock()
	defer s.opening.Unlock()
	if s.o.Stamp == nil {
		return
	}
	stamp, err := s.o.Stamp()
	s.mu.Lock()
	same := s.current == nil || s.current.Stamp == stamp
	s.mu.Unlock()
	if err != nil || same || stamp == s.refused {
		return
	}
	g, err := s.o.Open()
	if err != nil {
		s.refused = stamp
		s.o.Log.Warn("what has changed cannot be opened, and is answered from as it was", "error", err.Error())
		return
	}
	s.refused = ""
	s.swap(s.newOpened(g))
}

// swap lets what comes from now on be answered from another graph.
func (s *Server) swap(next *opened) {
	s.mu.Lock()
	before := s.current
	if before == nil { // closed meanwhile
		s.mu.Unlock()
		s.release(next)
		return
	}
	s.current = next
	s.mu.Unlock()
	s.o.Log.Info("opened what has changed", "graph", next.Name)
	s.warm()
	s.release(before)
}
