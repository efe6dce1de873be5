import Core
import MarketSimulator
import OrderBook
public import Reports
import TimeSeries

extension SimulatedMarket {
    /// What an instrument did, for the top of its page: prices beside the fundamental, volume, spread, halts,
    /// scenarios and what each group of participants won.
    public func picture(of place: Int) -> MarketPicture {
        let instrument = configuration.instruments[place]
        let series = bars[place]
        var picture = MarketPicture(bars: series)
        picture.sessions = configuration.calendar.sessions.map { $0.open.nanoseconds..<$0.close.nanoseconds }
        picture.fundamental = fundamentals[place].values(at: series.end).map { instrument.price(ticks: $0) }
        picture.spread = spreads(of: place)
        picture.marks = (halts(of: place) + scenarios(of: place)).sorted { $0.begin < $1.begin }
        let value = instrument.price(ticks: 1.0) * instrument.lotSize
        picture.groups = groups.filter { $0.instrument == place }.map { group in
            MarketPicture.Group(
                name: group.group, kind: group.kind, participants: group.participants, orders: group.orders,
                volume: instrument.units(lots: group.lots), profit: Double(group.profit) * value)
        }
        return picture
    }

    /// The mean of the quoted spread over each bar, weighted by time; `nan` where no two sides were quoted.
    private func spreads(of place: Int) -> [Double] {
        let (series, quotes) = (bars[place], recorder.quotes[place])
        let instrument = configuration.instruments[place]
        var row = 0
        return series.end.indices.map { bar in
            let (start, end) = (series.start[bar], series.end[bar])
            // The quote that stands when the bar begins is the last before it.
            while row + 1 < quotes.count, quotes.time[row + 1] <= start { row += 1 }
            var (sum, time) = (0.0, 0.0)
            while row < quotes.count, quotes.time[row] < end {
                let next = row + 1 < quotes.count ? quotes.time[row + 1] : end
                let length = Double(min(end, next) - max(start, quotes.time[row]))
                if quotes.bid[row] > 0, quotes.ask[row] > 0, length > 0 {
                    sum += length * Double(quotes.ask[row] - quotes.bid[row])
                    time += length
                }
                guard next < end, row + 1 < quotes.count else { break }
                row += 1
            }
            return time > 0 ? instrument.price(ticks: sum / time) : .nan
        }
    }

    /// The halts of an instrument, each until trading went on.
    private func halts(of place: Int) -> [MarketPicture.Mark] {
        var marks: [MarketPicture.Mark] = []
        var begin: Int64?
        for change in recorder.phases where Int(change.instrument) == place {
            if change.phase == .halted {
                begin = begin ?? change.time
            } else if change.phase == .continuous || change.phase == .closed, let halted = begin {
                marks.append(MarketPicture.Mark(begin: halted, end: change.time, text: "Trading halted"))
                begin = nil
            }
        }
        if let begin { marks.append(MarketPicture.Mark(begin: begin, end: nil, text: "Trading halted")) }
        return marks
    }

    /// The scenarios that concern an instrument, but for halts, which are shown as they were.
    private func scenarios(of place: Int) -> [MarketPicture.Mark] {
        configuration.scenarios.compactMap { scenario in
            guard scenario.day < configuration.days else { return nil }
            let begin = configuration.openingInstant(day: scenario.day) + Int64(scenario.second * 1e9)
            let (concerned, end, text): (Int?, Int64?, String)
            switch scenario {
            case .news(_, _, let instrument, let move):
                let percent = (move * 1e6).rounded() / 1e4
                (concerned, end) = (instrument, nil)
                text = "News: the fundamental moves by \(percent.shortestText) %"
            case .fatFinger(_, _, let instrument, let side, let lots):
                (concerned, end) = (instrument, nil)
                text = "Fat finger: \(side == .buy ? "buys" : "sells") \(lots) lots at the market"
            case .largeOrder(_, _, let instrument, let side, let lots, _):
                (concerned, end) = (instrument, nil)
                text = "Large order: \(side == .buy ? "buys" : "sells") \(lots) lots in pieces"
            case .departure(_, _, let group, let seconds):
                concerned = configuration.groups.first { $0.name == group }?.instrument
                end = seconds > 0 ? begin + Int64(seconds * 1e9) : nil
                text = "Group \(group) leaves the market" + (seconds > 0 ? "" : " for the day")
            case .halt: return nil
            }
            return concerned == place ? MarketPicture.Mark(begin: begin, end: end, text: text) : nil
        }
    }
}
