"""Plans composed by hand for this project, in the form of real ones; bodies, persons and figures are made up."""

from samples.plan import Plan
from samples.written.digital_transformation import DIGITAL_TRANSFORMATION
from samples.written.risks import RISKS

WRITTEN: dict[str, Plan] = {plan.name: plan for plan in (DIGITAL_TRANSFORMATION, RISKS)}
"""By name, which is the file stem."""
