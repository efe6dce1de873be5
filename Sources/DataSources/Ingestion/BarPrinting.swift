import Core
import LineProtocol

/// How completed bars are printed.
public enum BarPrinting: String, CaseIterable, Codable, Sendable {
    /// Line protocol, as Telegraf reads it back.
    case lp
    /// An object of JSON a line.
    case json
    /// Nothing.
    case none

    /// The line of a bar, with its break; no bytes where nothing is printed.
    ///
    /// Line protocol has the measurement `bar`, the tag `symbol`, the time of the bar's start in nanoseconds, and a field
    /// `revision` where the bar was complete before. JSON has times in ISO 8601 and `null` for a volume that is not known.
    public func line(_ bar: CompletedBar) -> [UInt8] {
        switch self {
        case .none: return []
        case .lp:
            var fields = [
                Point.Field("open", .float(bar.open)), Point.Field("high", .float(bar.high)),
                Point.Field("low", .float(bar.low)), Point.Field("close", .float(bar.close)),
            ]
            if !bar.volume.isNaN { fields.append(Point.Field("volume", .float(bar.volume))) }
            if bar.isRevision { fields.append(Point.Field("revision", .boolean(true))) }
            var encoder = LineEncoder(LineEncodingOptions(nonFinite: .skip))
            let point = Point(
                "bar", tags: bar.symbol.isEmpty ? [] : [Point.Tag("symbol", bar.symbol)], fields: fields,
                time: bar.start)
            // A symbol came from line protocol, so that line protocol holds it; a sum may have left the doubles.
            guard (try? encoder.append(point)) == true else { return [] }
            return encoder.bytes
        case .json:
            func number(_ value: Double) -> String { value.isFinite ? value.shortestText : "null" }
            return Array(
                """
                {"symbol":\(JSONText.quoted(bar.symbol)),"start":"\(bar.start)","end":"\(bar.end)",\
                "open":\(number(bar.open)),"high":\(number(bar.high)),"low":\(number(bar.low)),\
                "close":\(number(bar.close)),"volume":\(number(bar.volume)),"points":\(bar.pointCount),\
                "revision":\(bar.isRevision)}

                """.utf8)
        }
    }
}
