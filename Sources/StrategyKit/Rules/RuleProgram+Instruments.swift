import Core
import Simulation

extension RuleProgram {
    /// The instruments of a universe that the program reads besides the traded ones, in the order of `otherSymbols`, and
    /// those that it trades, ascending.
    ///
    /// A series of `data.external` with values of one instrument each is read once for each traded one.
    ///
    /// - Parameter owner: What names them, for messages: `the rules`.
    /// - Throws: `StrategyError` where a symbol is not in the universe, or its bars are signals only.
    func instruments(
        in universe: Universe, named owner: String
    ) throws(StrategyError) -> (read: [ReadInstrument], traded: [InstrumentIndex]) {
        let verb = owner.hasSuffix("s") ? "" : "s"
        let known = universe.instruments.map(\.symbol)
        func place(_ symbol: String) throws(StrategyError) -> InstrumentIndex {
            guard let instrument = universe.index(of: symbol) else {
                throw StrategyError(
                    "\(owner) name\(verb) the instrument '\(symbol)', which is not in the data"
                        + "\(separator(for: symbol, among: known)) in the data: \(known.prefix(20).joined(separator: ", "))"
                )
            }
            return instrument
        }
        func read(by traded: [InstrumentIndex]) throws(StrategyError) -> [ReadInstrument] {
            var read: [ReadInstrument] = []
            for name in otherSymbols {
                guard let series = ExternalName.series(name) else {
                    read.append(ReadInstrument(name: name, instrument: try place(name)))
                    continue
                }
                if let shared = universe.index(of: series) {
                    read.append(ReadInstrument(name: name, instrument: shared))
                    continue
                }
                for reader in traded {
                    let own = "\(known[reader.place]).\(series)"
                    guard let instrument = universe.index(of: own) else {
                        throw StrategyError(
                            "\(owner) read\(verb) \(name), and 'data.external' has neither \(series) nor "
                                + "\(own)\(separator(for: own, among: known)) in the data: "
                                + known.prefix(20).joined(separator: ", "))
                    }
                    read.append(ReadInstrument(name: name, instrument: instrument, reader: reader))
                }
            }
            return read
        }
        guard let symbols else { return (try read(by: universe.tradable), universe.tradable) }
        var chosen: [InstrumentIndex] = []
        for symbol in symbols {
            let instrument = try place(symbol)
            guard universe.instruments[instrument.place].isTradable else {
                throw StrategyError(
                    "\(owner) trade\(verb) '\(symbol)', whose bars are signals only; leave it out of 'on', or make it "
                        + "tradable")
            }
            chosen.append(instrument)
        }
        let traded = universe.instruments.indices.map { InstrumentIndex($0) }.filter { chosen.contains($0) }
        return (try read(by: traded), traded)
    }
}
