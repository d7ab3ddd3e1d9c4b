package quads

import "strings"

// IsUnit reports whether a unit code is one that a quantity may have: a currency of ISO 4217, or a unit of UCUM (https://ucum.org/ucum)
// as news needs them, with metric prefixes, exponents, products, quotients and annotations: GW, km2, t/a, m3/d, {barrel}, 1.
func IsUnit(code string) bool {
	if isCurrency(code) {
		return true
	}
	if code == "" {
		return false
	}
	for i, factor := range strings.FieldsFunc(strings.ReplaceAll(code, "/", "./"), func(r rune) bool { return r == '.' }) {
		factor, divides := strings.CutPrefix(factor, "/")
		if divides && i == 0 && code[0] != '/' || !isFactor(factor) {
			return false
		}
	}
	return true
}

// isFactor takes one unit with its exponent and annotation: "km2", "{barrel}", "1".
func isFactor(factor string) bool {
	if open := strings.IndexByte(factor, '{'); open >= 0 {
		if !strings.HasSuffix(factor, "}") || open == len(factor)-2 {
			return false
		}
		factor = factor[:open]
		if factor == "" {
			return true
		}
	}
	if strings.Trim(factor, "0123456789") == "" || strings.HasPrefix(factor, "10*") || strings.HasPrefix(factor, "10^") {
		return factor != ""
	}
	unit := strings.TrimRight(factor, "+-0123456789")
	if isSpecialUnit(unit) || isMetricUnit(unit) {
		return true
	}
	for _, prefix := range []string{"da", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "d", "c", "m", "u", "n", "p", "f", "Ki", "Mi", "Gi", "Ti"} {
		if rest, ok := strings.CutPrefix(unit, prefix); ok && isMetricUnit(rest) {
			return true
		}
	}
	return false
}

// isMetricUnit knows the units that take metric prefixes.
func isMetricUnit(unit string) bool {
	switch unit {
	case "m", "g", "s", "A", "K", "mol", "cd", "rad", "sr", "Hz", "N", "Pa", "J", "W", "C", "V", "F", "Ohm", "S", "Wb", "T", "H", "lm", "lx", "Bq", "Gy", "Sv",
		"Cel", "l", "L", "t", "ar", "bar", "eV", "bit", "By", "Bd", "cal", "u", "B":
		return true
	}
	return false
}

// isSpecialUnit knows those that do not.
func isSpecialUnit(unit string) bool {
	switch unit {
	case "%", "[ppth]", "[ppm]", "[ppb]", "min", "h", "d", "wk", "mo", "a", "deg", "'", "''", "[pH]", "har",
		"[in_i]", "[ft_i]", "[yd_i]", "[mi_i]", "[nmi_i]", "[kn_i]", "[sft_i]", "[sin_i]", "[syd_i]", "[acr_us]", "[acr_br]", "[smi_us]",
		"[lb_av]", "[oz_av]", "[ston_av]", "[lton_av]", "[oz_tr]", "[gal_us]", "[gal_br]", "[bbl_us]", "[bu_us]", "[pt_us]", "[degF]", "[Btu]", "[HP]", "[psi]", "atm", "[car_m]":
		return true
	}
	return false
}

// isCurrency knows the active codes of ISO 4217, metals and funds left out.
func isCurrency(code string) bool {
	const codes = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK " +
		"DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT " +
		"LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF " +
		"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
	return len(code) == 3 && strings.Contains(codes, code) && !strings.Contains(code, " ")
}
