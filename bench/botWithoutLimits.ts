/** SecretBot as it is shipped but for its limits: where the bundler begins. */
import './liftLimits';
import '../src/index';
