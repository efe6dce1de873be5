import DataSources
import StrategyKit
import TimeSeries

extension CSVReadOptions {
    /// What the `data` key of a config says.
    init(_ data: DataConfiguration) {
        self.init()
        switch data.files {
        case .paths(let paths): self.paths = paths
        case .glob(let pattern): globs = [pattern]
        }
        layout = data.layout.flatMap { Layout(rawValue: $0.rawValue) }
        for column in data.columns {
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
        delimiter = data.delimiter.map { Character(UnicodeScalar($0.character)) }
        stamp = data.stamp.flatMap { Stamp(rawValue: $0.rawValue) }
        zone = data.zone
        calendar = data.calendar
        adjust = PriceAdjustment(rawValue: data.adjustment.rawValue) ?? .none
        actions = data.actions
        from = data.from?.description
        to = data.to?.description
        isStrict = data.isStrict
        barLength = data.length
        dateOrder = data.dateOrder.flatMap { DateOrder(rawValue: $0.rawValue) }
        symbol = data.symbol
        policies.gaps =
            switch data.policies.gaps {
            case .report: .keep
            case .fill: .fill
            case .error: .error
            }
        policies.closed = LoadPolicies.Closed(rawValue: data.policies.closed.rawValue) ?? .error
        policies.duplicates = LoadPolicies.Duplicates(rawValue: data.policies.duplicates.rawValue) ?? .error
        policies.order = LoadPolicies.Order(rawValue: data.policies.order.rawValue) ?? .error
        policies.ohlc = LoadPolicies.Enclosure(rawValue: data.policies.violations.rawValue) ?? .error
        policies.nan = LoadPolicies.Missing(rawValue: data.policies.emptyPrices.rawValue) ?? .drop
    }
}
