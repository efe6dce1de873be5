import DataSources
import StrategyKit
import TimeSeries

extension CSVReadOptions {
    /// What the `data` key of a config says.
    init(_ data: DataConfiguration) {
        self.init()
        read(data.source)
        calendar = data.calendar
        adjust = PriceAdjustment(rawValue: data.adjustment.rawValue) ?? .none
        actions = data.actions
        from = data.from?.description
        to = data.to?.description
        isStrict = data.isStrict
        policies = LoadPolicies(data.policies)
    }

    /// What a section of `data.beside` says; adjustments, period and policies are those of the data.
    init(_ beside: BesideConfiguration, of data: DataConfiguration) {
        self.init(data)
        read(beside.source)
        calendar = beside.calendar
    }

    /// What `data.finer` says; adjustments, period and policies are those of the data, but that gaps are no matter.
    init(_ finer: FinerConfiguration, of data: DataConfiguration) {
        self.init(data)
        read(finer.source)
        zone = finer.source.zone ?? data.source.zone
        calendar = finer.calendar ?? data.calendar
        policies.gaps = .keep
        if data.adjustment != .splits { actions = nil }
        skipsOtherActions = true
    }

    private mutating func read(_ source: FileConfiguration) {
        (paths, globs) = ([], [])
        switch source.files {
        case .paths(let paths): self.paths = paths
        case .glob(let pattern): globs = [pattern]
        }
        layout = source.layout.flatMap { Layout(rawValue: $0.rawValue) }
        columns = [:]
        for column in source.columns {
            switch column.field {
            case .time, .date: columns[.time] = column.name
            case .timeOfDay: columns[.timeOfDay] = column.name
            case .symbol: columns[.symbol] = column.name
            case .open: columns[.open] = column.name
            case .high: columns[.high] = column.name
            case .low: columns[.low] = column.name
            case .close: columns[.close] = column.name
            case .volume: columns[.volume] = column.name
            case .adjustedClose: columns[.adjustedClose] = column.name
            }
        }
        delimiter = source.delimiter.map { Character(UnicodeScalar($0.character)) }
        stamp = source.stamp.flatMap { Stamp(rawValue: $0.rawValue) }
        zone = source.zone
        barLength = source.length
        dateOrder = source.dateOrder.flatMap { DateOrder(rawValue: $0.rawValue) }
        symbol = source.symbol
    }
}
