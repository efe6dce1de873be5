import Simulation
import TimeSeries

extension Broker {
    /// Reads margins, interest, settlement, rates that need no file, and limits.
    mutating func readAccount(_ reader: ConfigReader) {
        let root = reader.root
        if root["broker.margin"] != nil {
            var terms = Margin()
            terms.initial = reader.number("broker.margin.initial")
            terms.maintenance = reader.number("broker.margin.maintenance")
            terms.call = reader.choice("broker.margin.call")
            terms.graceSessions = reader.whole("broker.margin.grace_sessions")
            margin = terms
        }
        if root["broker.interest"] != nil { interest = Interest(reader) }
        settlementSessions = root["broker.settlement"]?.whole ?? 0
        rates.entries = (root["broker.fx"]?.entries ?? []).compactMap { ExchangeRates.Entry(ofNoFile: $0) }
        risk.maximumGross = root["risk.max_gross"]?.number
        risk.maximumNet = root["risk.max_net"]?.number
        risk.maximumPerInstrument = root["risk.max_per_instrument"]?.number
        risk.dailyLoss = root["risk.daily_loss"]?.number
        risk.drawdown = root["risk.drawdown_stop.at"]?.number
        risk.flattensAtDrawdown = root["risk.drawdown_stop.flatten"]?.flag ?? false
        risk.maximumOrdersPerStep = root["risk.max_orders_per_step"]?.whole
    }
}

extension Interest {
    /// The rates that a config states; those of a file come later.
    init(_ reader: ConfigReader) {
        self.init()
        cashRate = reader.number("broker.interest.cash_percent") / 100
        debtRate = reader.number("broker.interest.debt_percent") / 100
        if let rebate = reader.root["broker.interest.short_rebate_percent"]?.number { shortRebate = rebate / 100 }
        dayCount = reader.choice("broker.interest.day_count")
    }
}

extension ExchangeRates.Entry {
    /// A rate that is a number or an instrument's; `nil` where it stands in a file.
    init?(ofNoFile entry: ConfigValue.Entry) {
        if let number = entry.value.number {
            self.init(entry.key.text, .constant(number))
        } else if let symbol = entry.value["instrument"]?.text {
            self.init(entry.key.text, .instrument(symbol), isInverse: entry.value["invert"]?.flag ?? false)
        } else {
            return nil
        }
    }
}

extension MarginTerms {
    /// What a validated section says.
    init(_ section: ConfigValue?) {
        self.init()
        initial = section?["initial"]?.number
        maintenance = section?["maintenance"]?.number
        initialPerUnit = section?["initial_per_unit"]?.number
        maintenancePerUnit = section?["maintenance_per_unit"]?.number
    }

    /// Terms of one instrument, with those of all where it says nothing of its own.
    init(_ own: MarginTerms, otherwise shared: MarginTerms) {
        self = own
        if own.initial == nil && own.initialPerUnit == nil {
            (initial, initialPerUnit) = (shared.initial, shared.initialPerUnit)
        }
        if own.maintenance == nil && own.maintenancePerUnit == nil {
            (maintenance, maintenancePerUnit) = (shared.maintenance, shared.maintenancePerUnit)
        }
    }
}
