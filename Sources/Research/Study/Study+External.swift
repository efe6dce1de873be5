import DataSources
import StrategyKit

extension ExternalOptions {
    /// What a section of `data.external` says; the calendar is that of the data.
    init(_ external: ExternalConfiguration, of data: DataConfiguration) {
        self.init(name: external.name, path: external.path, fields: external.fields, calendar: data.calendar)
        eventColumn = external.eventColumn
        if let column = external.availableColumn { availableColumn = column }
        delay = external.delay
        symbolColumn = external.symbolColumn
        zone = external.zone ?? data.source.zone
    }
}

extension Study {
    /// Joins the external series of a config with its bars.
    static func addExternal(to loaded: inout LoadedData, _ configuration: StudyConfiguration) throws(StudyError) {
        let files = configuration.data.external.map { ExternalOptions($0, of: configuration.data) }
        do {
            try loaded.add(files, currency: configuration.broker.currency)
        } catch {
            throw StudyError(error, configuration)
        }
    }
}
