package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// guard decides who is answered at all. Pages on other sites can make a browser send requests here, and can give their own name the
// address of this machine; so the name that was asked for and the page that asks are looked at before anything else.
type guard struct {
	hosts   []string // names that are answered to, besides loopback addresses
	numbers bool     // any address is answered to, as a number: no name can be bent to that
	token   string
	cookie  string // its value for the token
}

// ErrNoToken is for an address that others can reach.
var ErrNoToken = errors.New("beyond this machine a token is required")

func newGuard(o Options) (guard, error) {
	host, _, err := net.SplitHostPort(o.Address)
	if err != nil {
		return guard{}, err
	}
	g := guard{token: o.Token, hosts: []string{"localhost"}}
	for _, name := range append([]string{host}, o.Hosts...) {
		g.hosts = append(g.hosts, strings.ToLower(strings.TrimSuffix(name, ".")))
	}
	ip, err := netip.ParseAddr(host)
	g.numbers = host == "" || err == nil && ip.IsUnspecified()
	if o.Token == "" && !Loopback(host) {
		return g, ErrNoToken
	}
	sum := sha256.Sum256([]byte("rapport cookie\x00" + o.Token))
	g.cookie = hex.EncodeToString(sum[:])
	return g, nil
}

// Loopback tells whether a host is this machine alone: localhost, or an address such as 127.0.0.1.
func Loopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

// host tells whether a request's Host is one of ours.
func (g *guard) host(name string) bool {
	u, err := url.Parse("//" + name)
	if name == "" || err != nil || u.User != nil || u.Host != name {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if Loopback(host) || host != "" && slices.Contains(g.hosts, host) {
		return true
	}
	_, err = netip.ParseAddr(host)
	return g.numbers && err == nil
}

// origin tells whether the page that made a browser send a request is one of ours, or the reader, who followed a link or typed an address.
// What no browser sent says nothing of either.
func (g *guard) origin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host != r.Host {
			return false
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// The names of the token: of the parameter that a browser is first sent with, and of the cookie that it has from then on.
const (
	tokenParam  = "token"
	tokenCookie = "rapport"
)

// known tells whether a request has the token.
func (g *guard) known(r *http.Request) bool {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return same(bearer, g.token)
	}
	c, err := r.Cookie(tokenCookie)
	return err == nil && same(c.Value, g.cookie)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// admit takes the token out of an address and gives the browser a cookie in its place; false where there is none, or a wrong one.
func (g *guard) admit(w http.ResponseWriter, r *http.Request) bool {
	q := r.URL.Query()
	if r.Method != http.MethodGet || !same(q.Get(tokenParam), g.token) {
		return false
	}
	q.Del(tokenParam)
	to := url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: q.Encode()}
	http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: g.cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	w.Header().Set("Location", "/"+strings.TrimLeft(to.String(), "/"))
	w.WriteHeader(http.StatusSeeOther)
	return true
}
