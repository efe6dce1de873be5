extension NumberParser {
    /// `mantissa / 10^fraction`, correctly rounded.
    ///
    /// - Parameters:
    ///   - mantissa: The digits of a number without its point, at most nineteen.
    ///   - fraction: How many of them are decimals, in `0...22`.
    @inlinable
    @inline(__always)
    public func decimal(_ mantissa: UInt64, fraction: Int) -> Double {
        if mantissa <= 1 << 53 { return fraction == 0 ? Double(mantissa) : Double(mantissa) / powers[fraction] }
        return fraction == 0 ? Double(mantissa) : NumberParser.quotient(mantissa, fraction: fraction)
    }

    /// `mantissa · 10^exponent` where that is one exact operation (Clinger 1990), else `nil`.
    @inlinable
    public func scaled(_ mantissa: UInt64, exponent: Int) -> Double? {
        guard mantissa <= 1 << 53, -22...22 ~= exponent else { return nil }
        return exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
    }
}
