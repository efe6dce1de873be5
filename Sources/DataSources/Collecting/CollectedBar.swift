public import Core

/// One bar or quote as it is collected; of a quote all prices are its price, and the volume its size.
public struct CollectedBar: Sendable {
    /// The bar's first instant, or midnight UTC of its session's date, in nanoseconds.
    public var stamp: Int64
    /// The first price.
    public var open: Price
    /// The highest price.
    public var high: Price
    /// The lowest price.
    public var low: Price
    /// The last price.
    public var close: Price
    /// Units traded; `nan` where unknown.
    public var volume: Quantity

    /// A bar.
    public init(stamp: Int64, open: Price, high: Price, low: Price, close: Price, volume: Quantity) {
        self.stamp = stamp
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }
}

extension CollectedBar: Hashable {
    /// Whether all is the same, an unknown volume being like another.
    public static func == (lhs: CollectedBar, rhs: CollectedBar) -> Bool {
        lhs.stamp == rhs.stamp && lhs.open == rhs.open && lhs.high == rhs.high && lhs.low == rhs.low
            && lhs.close == rhs.close && (lhs.volume == rhs.volume || lhs.volume.isNaN && rhs.volume.isNaN)
    }

    /// Hashes the stamp, by which bars of a symbol differ.
    public func hash(into hasher: inout Hasher) { hasher.combine(stamp) }
}

/// What is collected, and so how it is written.
public enum CollectedKind: Hashable, Sendable {
    /// Bars by the date of their session.
    case sessions
    /// Bars of a length by their first instant.
    case bars
    /// Quotes or trades by their instant.
    case quotes

    /// The header of a file of them.
    var header: String {
        switch self {
        case .sessions: "date,open,high,low,close,volume"
        case .bars: "timestamp,open,high,low,close,volume"
        case .quotes: "timestamp,price,size"
        }
    }

    /// A stamp as it is written: a date, or an instant in UTC.
    public func text(ofStamp stamp: Int64) -> String {
        let instant = Timestamp(nanoseconds: stamp)
        return self == .sessions ? instant.date.description : instant.description
    }

    /// A row of a file, with its line break.
    func line(_ bar: CollectedBar) -> String {
        var fields = [text(ofStamp: bar.stamp)]
        if self != .quotes { fields += [bar.open.shortestText, bar.high.shortestText, bar.low.shortestText] }
        fields += [bar.close.shortestText, bar.volume.isNaN ? "" : bar.volume.shortestText]
        return fields.joined(separator: ",") + "\n"
    }

    /// The bar of a row; `nil` where it is none.
    func bar(ofLine line: Substring) -> CollectedBar? {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == (self == .quotes ? 3 : 6), let stamp = TextStamp.parse(String(fields[0])),
            stamp.kind == (self == .sessions ? .date : .instant)
        else { return nil }
        let prices = fields.dropFirst().dropLast().compactMap { Double($0) }
        let size = fields[fields.count - 1]
        guard prices.count == fields.count - 2, let volume = size.isEmpty ? .nan : Double(size) else { return nil }
        return CollectedBar(
            stamp: stamp.instant.nanoseconds, open: prices[0], high: prices[prices.count > 1 ? 1 : 0],
            low: prices[prices.count > 2 ? 2 : 0], close: prices[prices.count - 1], volume: volume)
    }
}
