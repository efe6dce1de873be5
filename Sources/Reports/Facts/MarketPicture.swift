public import TimeSeries

/// What a simulated market did, as pictures and tables; what is left empty is absent.
public struct MarketPicture: Sendable {
    /// Something that happened at an instant, or from one to another.
    public struct Mark: Hashable, Sendable {
        /// When it began, in nanoseconds UTC.
        public var begin: Int64
        /// When it ended, in nanoseconds UTC; `nil` for what has no end, or none that is known.
        public var end: Int64?
        /// What it was.
        public var text: String

        /// A mark.
        public init(begin: Int64, end: Int64?, text: String) {
            (self.begin, self.end, self.text) = (begin, end, text)
        }
    }

    /// What the participants of a group did.
    public struct Group: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// The kind of its participants.
        public var kind: String
        /// How many they are.
        public var participants: Int
        /// Orders that the exchange accepted.
        public var orders: Int
        /// Units bought and sold.
        public var volume: Double
        /// What all of them won after fees, in the instrument's currency, with what they hold at the last price.
        public var profit: Double

        /// A group.
        public init(name: String, kind: String, participants: Int, orders: Int, volume: Double, profit: Double) {
            (self.name, self.kind, self.participants) = (name, kind, participants)
            (self.orders, self.volume, self.profit) = (orders, volume, profit)
        }
    }

    /// The bars of the instrument.
    public var bars: BarSeries
    /// The fundamental value at the end of each bar, `nan` where it is not known; empty for none.
    public var fundamental: [Double] = []
    /// The mean quoted spread of each bar, in the instrument's currency, `nan` where none was quoted; empty for none.
    public var spread: [Double] = []
    /// The hours of trading, in nanoseconds UTC, ascending: what lies between them takes no room in the pictures.
    public var sessions: [Range<Int64>] = []
    /// Halts and scenarios, by their begin.
    public var marks: [Mark] = []
    /// The groups of participants.
    public var groups: [Group] = []

    /// The picture of an instrument's bars.
    public init(bars: BarSeries) { self.bars = bars }
}
