import Core
public import TimeSeries

/// Writes corporate actions as the CSV that `data.actions` reads.
public enum ActionWriter {
    /// Makes a file of actions of a factor file (`last_date,price_factor,split_factor,reference_price`).
    ///
    /// Factors have six or seven digits: a dividend is good to about a tenth of a cent.
    ///
    /// - Parameters:
    ///   - path: The factor file; `-` is standard input.
    ///   - symbol: The instrument's name.
    ///   - calendar: The sessions of the instrument, which say the day after the last one with a factor.
    ///   - output: The file to write; `-` is standard output.
    /// - Returns: The number of actions.
    public static func convert(
        factors path: String, symbol: String, calendar: TradingCalendar, to output: String
    ) throws(DataError) -> Int {
        let actions = try FactorFile(path: path).actions(on: calendar)
        var text = "date,instrument,kind,value,pay_date,currency\n"
        let name = QuotedField.text(symbol, delimiter: UInt8(ascii: ","))
        for action in actions {
            let value = action.value?.shortestText ?? ""
            text += "\(action.date),\(name),\(action.kind.rawValue),\(value),,\n"
        }
        try OutputFile.write(Array(text.utf8), to: output)
        return actions.count
    }
}
