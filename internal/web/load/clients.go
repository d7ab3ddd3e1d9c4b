package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Clients wait between their requests, as people and scripts do, those of ill will less.
const (
	goodPause = 200 * time.Millisecond
	badPause  = 50 * time.Millisecond
)

// clients ask until the time is over, and wait for the answers to what they asked.
func clients(ctx context.Context, o options, address string, r *result) {
	asking, stop := context.WithTimeout(ctx, o.time)
	defer stop()
	var good, bad []request
	for _, c := range mix() {
		switch {
		case c.slow && !o.patient:
		case c.good:
			good = append(good, c)
		default:
			bad = append(bad, c)
		}
	}
	var wg sync.WaitGroup
	for i := range o.clients {
		list, pause := good, goodPause
		if i%2 == 1 {
			list, pause = bad, badPause
		}
		random := rand.New(rand.NewPCG(o.seed, uint64(i)))
		wg.Go(func() {
			for n := i / 2; asking.Err() == nil; n++ { // each begins at another place of the list, and asks all of it
				if err := r.alone(ctx, address, list[n%len(list)]); err != nil {
					r.fault("%s: %v", list[n%len(list)].kind, err)
				}
				select {
				case <-asking.Done():
				case <-time.After(time.Duration(random.ExpFloat64() * float64(pause))):
				}
			}
		})
	}
	wg.Wait()
}

// patience is how long a client waits for an end: longer than the server lets any request take.
const patience = time.Minute

// alone asks once, and counts what came of it. The error is for what must not be.
func (r *result) alone(ctx context.Context, address string, c request) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	began := time.Now()
	var o outcome
	var err error
	if c.raw != "" {
		o, err = half(ctx, address, c)
	} else {
		o, err = whole(ctx, address, c)
	}
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil // the run was interrupted
	}
	r.count(c.kind, o, time.Since(began))
	return err
}

// whole sends a request and reads its answer.
func whole(ctx context.Context, address string, c request) (outcome, error) {
	var body io.Reader
	method := http.MethodGet
	if c.program != "" {
		method, body = http.MethodPost, strings.NewReader(c.program)
	}
	q, err := http.NewRequestWithContext(ctx, method, address+strings.TrimPrefix(c.path, "/"), body)
	if err != nil {
		return 0, err
	}
	for name, value := range c.headers {
		if q.Header.Set(name, value); name == "Host" {
			q.Host = value
		}
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return cut, fmt.Errorf("no answer: %w", err)
	}
	defer answer.Body.Close()
	if c.leaves {
		io.CopyN(io.Discard, answer.Body, 1000)
		return cut, nil
	}
	var from io.Reader = answer.Body
	if c.slow {
		from = slowly{answer.Body}
	}
	_, err = io.Copy(io.Discard, from)
	return judged(c, answer.StatusCode, err)
}

// judged says how an answer with a status ended.
func judged(c request, status int, err error) (outcome, error) {
	switch {
	case err != nil && c.cut && status == http.StatusOK:
		return cut, nil
	case err != nil:
		return cut, fmt.Errorf("status %d, and then %w", status, err)
	case status == http.StatusServiceUnavailable:
		return busy, nil
	case status == http.StatusGatewayTimeout:
		return refused, nil
	case c.statuses != nil && !slices.Contains(c.statuses, status):
		return refused, fmt.Errorf("status %d, want one of %v", status, c.statuses)
	case status < 400:
		return answered, nil
	case status < 500:
		return refused, nil
	}
	return refused, fmt.Errorf("status %d", status)
}

// slowly reads little at a time.
type slowly struct{ io.Reader }

func (s slowly) Read(b []byte) (int, error) {
	time.Sleep(200 * time.Millisecond)
	return s.Reader.Read(b[:min(len(b), 2000)])
}

// half sends the beginning of a request. The server must answer it or end the connection, in time; a client without patience leaves first.
func half(ctx context.Context, address string, c request) (outcome, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/"))
	if err != nil {
		return cut, err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, c.raw); err != nil {
		return cut, err
	}
	if !c.slow {
		return cut, nil
	}
	conn.SetReadDeadline(time.Now().Add(patience))
	_, err = io.Copy(io.Discard, conn)
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		return cut, errors.New("the server waits for ever")
	}
	return cut, nil
}
