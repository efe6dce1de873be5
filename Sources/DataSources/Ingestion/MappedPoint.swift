import Core

/// A point that a mapping takes: what it says of the bar that it belongs to.
struct MappedPoint: Sendable {
    /// The numbers of a point: of a bar all five, of a tick the price as `close` and the size as `volume`.
    ///
    /// NaN stands for a field that it does not have.
    struct Numbers: Sendable {
        var open = Double.nan
        var high = Double.nan
        var low = Double.nan
        var close = Double.nan
        var volume = Double.nan

        /// Takes the fields that a later point of the same series and time has, as InfluxDB does.
        mutating func merge(_ later: Numbers) {
            if !later.open.isNaN { open = later.open }
            if !later.high.isNaN { high = later.high }
            if !later.low.isNaN { low = later.low }
            if !later.close.isNaN { close = later.close }
            if !later.volume.isNaN { volume = later.volume }
        }
    }

    var symbol: String
    /// The hash of the symbol in the keys of bars.
    var symbolHash: UInt64
    /// The measurement and the tags by key: one point of a series has one time.
    var series: [UInt8]
    var time: Timestamp
    var start: Timestamp
    var numbers: Numbers

    /// The bar that it belongs to.
    var key: BarKey { BarKey(symbol: symbolHash, start: start) }
}
