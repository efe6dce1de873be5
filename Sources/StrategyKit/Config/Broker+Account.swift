import Simulation
import TimeSeries

extension Broker {
    /// Reads margins and limits.
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
        risk.maximumGross = root["risk.max_gross"]?.number
        risk.maximumNet = root["risk.max_net"]?.number
        risk.maximumPerInstrument = root["risk.max_per_instrument"]?.number
        risk.dailyLoss = root["risk.daily_loss"]?.number
        risk.drawdown = root["risk.drawdown_stop.at"]?.number
        risk.flattensAtDrawdown = root["risk.drawdown_stop.flatten"]?.flag ?? false
        risk.maximumOrdersPerStep = root["risk.max_orders_per_step"]?.whole
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
