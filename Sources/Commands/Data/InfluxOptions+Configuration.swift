import HTTPClient
import InfluxDB
import StrategyKit

extension InfluxOptions {
    /// How the database is spoken to that a config writes to.
    init(_ target: InfluxTargetConfiguration) {
        let credentials: InfluxCredentials =
            switch target.credentials {
            case .none: .none
            case .user(let user, let password): .user(user, password: CredentialSource(password))
            case .token(let token): .token(CredentialSource(token))
            }
        self.init(
            url: target.url, kind: target.version.flatMap { InfluxGeneration(rawValue: String($0))?.kind },
            credentials: credentials, organisation: target.organisation.map { Organisation(text: $0) },
            http: HTTPClient.Options(certificateAuthorityFile: target.certificateAuthorityFile))
    }
}

extension CredentialSource {
    /// Where a config says that a secret stands.
    fileprivate init(_ secret: InfluxTargetConfiguration.Secret) {
        switch secret {
        case .environment(let name): self = .environment(name)
        case .file(let path): self = .file(path)
        }
    }
}
