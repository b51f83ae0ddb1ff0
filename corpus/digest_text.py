"""The words and figures of the digest that ``make_digest.py`` sets.

The prose is the project's own; ratings, percentages, counts, names and dates are the inspection report's. Chapters are
light Markdown: ``##`` a standard (its rating after ``|``), ``###`` a sub-heading, ``-`` a bullet, ``1.`` a numbered
item, ``>`` a note set apart; everything else is a paragraph, one a line.
"""

TITLE = "Youth offending work in Barking and Dagenham"
SUBTITLE = "A digest of the inspection report of December 2018"
SERVICE = "Barking and Dagenham Youth Offending Service"
OVERALL = "Requires improvement"

STATEMENT = (
    "This is a digest, written for the yosqa project in the project's own words. It is not the report and does not "
    "replace it. What it says of the service is what the inspectors found in 2018; nothing was added from later years."
)

SOURCE = (
    ("What it digests", "An inspection of youth offending services in Barking and Dagenham"),
    ("Publisher", "HM Inspectorate of Probation"),
    ("Report published", "December 2018"),
    ("Lead inspector", "Yvonne McGuckian, HM Inspector"),
    ("Chief Inspector", "Dame Glenys Stacey"),
    ("Fieldwork began", "September 2018"),
    ("Number", "ISBN 978-1-84099-834-4"),
    ("Address", "www.justiceinspectorates.gov.uk/hmiprobation"),
    ("Press release", "www.justiceinspectorates.gov.uk/hmiprobation/media/press-releases/2018/12/barkinganddagenhamyos/"),
    ("The original", "Free to download from the address above; on paper from the "
                     "inspectorate at the Civil Justice Centre in Bridge Street West, Manchester M3 3FX"),
    ("Licence", "Original: Crown copyright 2018, Open Government Licence v3.0"),
)

READING = """
Every rating, percentage and count is the report's own figure. The sentences around them are ours, so quote the report itself, not this digest, where its exact words matter.
“Children” here covers everyone aged 10 to 18 whom the service works with. “The service” and “the YOS” are Barking and Dagenham Youth Offending Service; “the Board” is its Management Board.
Pages before the first chapter are numbered in small Roman figures. Annex A gives the method, Annex B the percentage behind each key question, Annex C explains the terms.
"""

FINDINGS = """
HM Inspectorate of Probation rated youth offending work in Barking and Dagenham Requires improvement overall, the second lowest of its four ratings. Of twelve standards, three were Good, eight Requires improvement and one Inadequate; none was Outstanding.
It was the first of the inspectorate's joint inspections of this kind: for the second week of fieldwork, inspectors of police, health, social care and education joined the probation inspectors to see how well the partners work together.
Dame Glenys Stacey, the Chief Inspector, wrote in her foreword that the service and its partners had clear strengths, and that staff, leaders and Board were holding to a settled plan of improvement. She also wrote that services for children who find it hard to stop offending, many of them vulnerable and some of them dangerous to others, had to get better.
### County lines
The foreword singles out children drawn into gangs and trafficked by them. Local staff who try to protect a child caught up in county lines were found to have hardly any national oversight, coordination or backing.
### Trauma, social care and schooling
Managers of the service, children's social care and education get on well at the top. Lower down, joint work to keep children safe was not knitted together, partly because YOS staff and social workers did not know who does what for a child who has lived through trauma. Too many of the service's children had no suitable schooling, although education helps people to stop offending.
### Staffing
The service had found it hard to keep a settled and experienced team. Recruitment and induction took up much of the managers' time, and their oversight of cases was mostly reactive. Even so, skills were growing, and the managers had built a culture that believes in children's ability to change.
### Organisational delivery in brief
- Leadership and governance are a strength, and the YOS shares the partnership's priorities.
- The Board knows too little of what drives local offending to aim its resources well.
- Health provision is outstanding; police and YOS work together effectively.
- Access to statutory education and joint work with children's social care are the weak parts of the partnership.
- Staffing troubles were handled properly but proved stubborn, and the standard of casework varied widely.
- The YOS manager is a good link to the Board and taught it much about reoffending, risk and vulnerability.
### Court disposals in brief
- First assessments are better at explaining how a child might stop offending than at judging safety or danger to others.
- Gang involvement, criminal exploitation and trafficking need sharper assessment.
- Planning for children's safety is inadequate, and unclear roles leave some children exposed.
- Case managers notice when a child's life changes and adapt, but their plans seldom show it.
### Out-of-court disposals in brief
- Assessments give desistance too little room.
- A short planning form, designed locally, keeps work focused and coordinated.
- Work against reoffending and for safety gets done in most cases, on the strength of good relationships.
- Decisions with the police are prompt, joint and proportionate.
"""

RATINGS_NOTE = """
Each standard is rated on a scale of four: Outstanding, Good, Requires improvement, Inadequate. The overall rating draws on all twelve. Percentages exist only for the second and third domains, where inspectors read cases; “lowest” is the lowest percentage among the standard's key questions (see Annex B).
"""

RATINGS = (
    ("1", "Organisational delivery", (
        ("1.1", "Governance and leadership", "3", "–", "Good"),
        ("1.2", "Staff", "4", "–", "Requires improvement"),
        ("1.3", "Partnerships and services", "3", "–", "Requires improvement"),
        ("1.4", "Information and facilities", "4", "–", "Good"),
    )),
    ("2", "Court disposals", (
        ("2.1", "Assessment", "3", "57%", "Requires improvement"),
        ("2.2", "Planning", "3", "48%", "Inadequate"),
        ("2.3", "Implementation and delivery", "3", "55%", "Requires improvement"),
        ("2.4", "Reviewing", "3", "56%", "Requires improvement"),
    )),
    ("3", "Out-of-court disposals", (
        ("3.1", "Assessment", "3", "58%", "Requires improvement"),
        ("3.2", "Planning", "3", "64%", "Requires improvement"),
        ("3.3", "Implementation and delivery", "3", "63%", "Requires improvement"),
        ("3.4", "Joint working", "2", "76%", "Good"),
    )),
)

RECOMMENDATIONS = """
The report makes five recommendations: three to the service, one to the Director of Children's Services and one to the Youth Justice Board. Restated here:
### For Barking and Dagenham YOS
1. Get every child known to the service the schooling the law entitles them to, and good education and training that suits what they need and what interests them.
2. Write plans that work: plans that help the child to stop offending, protect the child, and control the danger to other people.
3. Let what victims want and need shape the handling of each case.
### For the Director of Children's Services
4. See to it that children's social care knows and uses the thresholds at which children and families qualify for its services.
### For the Youth Justice Board
5. Help the YOS and its partners to spot and tackle county lines, and clear up the problems that come from meeting a national threat with local means only.
"""

BACKGROUND = """
### What youth offending services do
A youth offending service works with children aged 10 to 18 who were sentenced in court, or whose behaviour brought them to police notice and who were dealt with out of court instead of being charged. The inspectorate looks at both kinds of work.
By law each service is a partnership of several professions. It must have staff from the council's social care and education departments, the police, the National Probation Service and the local health service. Most sit within a council. The Crime and Disorder Act 1998 laid down these arrangements.
The Youth Justice Board for England and Wales pays part of the cost, issues guidance and watches performance. National Standards for Youth Justice and the rules on multi-agency public protection also bind the work.
### The borough
Barking and Dagenham is among the communities in Britain that grow and change fastest. Its population was put at 210,711 in 2017. Its deprivation score was the 11th highest in England. According to the report's text, minority ethnic groups make up 40 per cent of those aged 10 to 17, against 60 per cent of the whole borough.
### Where the service sits
The YOS belongs to Children's Services and Support at the council. Before that it was part of the Community Safety Partnership. The report dates the move twice and not alike: its introduction says the end of 2017, its chapter on governance says January 2018.
### How the service works
Its model rests on relationships, aims at desistance and is informed by knowledge of trauma. Staff were trained in all three during the six months before the inspection, and schools and social workers were taking up desistance too. The YOS also helps partners to close gaps in what they know about gangs and serious youth violence.
### Who inspects
HM Inspectorate of Probation inspects probation and youth offending services in England and Wales and is independent of government. It judges against published standards, those of March 2018 in this case.
"""

FACTS_NOTE = """
The two headline figures were worse than the average for England and Wales: children entered the justice system for the first time at 554 per 100,000, against 301, and 47.3% reoffended, against 41.9%.
"""

HEADLINE = (
    ("First-time entrants per 100,000 children", "554", "301", "October 2016 to September 2017"),
    ("Proven reoffending rate", "47.3%", "41.9%", "October 2015 to September 2016"),
)

POPULATION = (
    ("Total population", "210,711", "mid-2017 estimate"),
    ("Youth population", "23,635", "mid-2017 estimate"),
    ("Black and minority ethnic youth population", "9,535", "Census 2011"),
)

CASELOAD = (
    ("Aged 10 to 14", "30%", "24%"),
    ("Aged 15 to 17", "70%", "76%"),
    ("White", "57%", "73%"),
    ("Black and minority ethnic", "42%", "24%"),
    ("Male", "87%", "83%"),
    ("Female", "13%", "17%"),
)

FACTS_SOURCES = """
The report takes these figures from the Youth Justice Board (first-time entrants; caseload of 2016 to 2017, published January 2018), the Ministry of Justice (reoffending, July 2018) and the Office for National Statistics (population, June 2018; Census 2011, published December 2012).
"""

DELIVERY = """
The first domain asks whether the organisation is led, staffed, equipped and connected well enough. It has four standards, judged from documents, meetings and a survey of case managers, not from case files.
## 1.1 Governance and leadership | Good
### Direction
Leadership works in most respects. What the YOS wants to achieve fits with the aims of the wider partnership, the Community Safety Partnership among them, and its strategy rests on evidence and on the best intelligence it has. Inspectors met some real innovation.
In January 2018, according to this chapter, the service joined the Children's Services Directorate so that it could serve children's needs better.
### What the Board knows
The YOS plan admits that finer analysis is needed to understand a cohort that is changing and growing more complex and diverse. The partners had designed a new template for that analysis and were about to bring it into use.
Until then the Board did not see everything that lies behind offending in the borough. The report's example is domestic violence: reported rates were the highest in the country, and the council feared that still more went unreported and that children had come to see such violence as normal.
Partners had no joint performance data, which limited what they could grasp together about trends, strengths and risks.
### Who sits on the Board
Most partners sit on the Board, and it is chaired appropriately. The Community Rehabilitation Company had decided to stay away, though links with it worked at the level of managers and frontline staff.
Members question the YOS manager and hold the post to account. When the National Probation Service saw many breaches among 18 to 25-year-olds, the YOS acted: children now get more help as they move to adult probation, and the National Probation Service puts more into the YOS.
There had been three Chairs in one year. The last one knew the work of the YOS well and encouraged new ideas. The new Chair, as Head of Children's Services, was expected to bring the YOS and other children's services closer.
## 1.2 Staff | Requires improvement
### A team under strain
Serious staffing difficulties had held the service back. Backed by the Board, the manager reviewed staffing in order to mend poor performance, and some work had already improved. Finding people good enough took longer than hoped, so caseloads were high, and the Head of Service and the one operational manager left covered far more than is usual.
Managers took a practical line and set sensible priorities, at the price of quality in places. Complex cases went to experienced case managers where possible, which was not always.
### Supervision
Day-to-day advice for case managers was easy to get and good. Formal supervision was patchy because the single operational manager was pulled in several directions. Staff found quality assurance useful, but it is no substitute for regular supervision, and without that nobody tracked what training achieved. Practice sessions led by the Head of Service were popular.
### Skills and training
The service expected to be fully staffed soon after the inspection. Many of the team were new to youth offending work and still learning how to recognise and manage danger to others and how to deliver interventions. There was a broad, fitting training programme. Knowledge of what schooling a child is entitled to was thin, and child protection thresholds and the duties of social workers were not fully understood.
### Specialists
Specialist workers support children well, and referrals to them get a quick answer. Mental health workers from CAMHS and substance misuse workers from Subwize adapt to what each child needs and is ready for. CAMHS staff set up football and martial arts sessions and go along, to reach children who shy away from talking about mental health.
### Attitude
Everyone whom inspectors met believed that children can leave crime behind. All had been trained in trauma-informed practice, which had begun to change how they work. Managers and staff worked hard so that children felt the shortages as little as possible, and engagement with children stayed very strong.
## 1.3 Partnerships and services | Requires improvement
Many services are on offer, most of them personal and responsive, and some are outstanding. Two faults kept the rating down: thresholds for statutory children's services, and schooling.
### Thresholds
Professionals do not share one understanding of when a child qualifies for statutory help, and do not apply it alike. Serious needs for protection are therefore missed or get the wrong response.
### Education
Too many children were not getting the education due to them, which can undo other work against reoffending. Case managers and partners were slow to plan and arrange school places, and children's attendance broke off for no good reason.
The service lacked a full set of education specialists. In almost every case read, the case manager had no specialist to turn to when planning a child's schooling. Some children were on a school's roll and did not go, and nobody dealt with that firmly enough.
A few children saw a capable careers adviser. Some earned vocational experience and qualifications through the restorative justice workers, for instance the CSCS card of the construction trade.
### Mentoring, health and police
The Spark2life mentoring scheme reached a large share of the children and helped them with self-control, decisions and discipline.
Health services are outstanding: staff know the children and shape the work to fit them, for example with sport that builds confidence, so that a child no longer feels the need for a knife.
The police, their gangs unit included, provide good services and share information well. Children who want to leave a gang get mentoring, an exit plan and help from the main housing provider.
### Understanding offending
There was no profile of offending, and analysis was thin. Neither partners nor case managers knew enough about what leads children to offend or how they learn from consequences. Inspectors warned that a strategy confined to serious crime leaves children in contact with adults who commit lesser crimes and seem to get away with it.
### County lines
Work on county lines was taking shape, and single incidents had been handled properly. The YOS had done all it could to identify exploited children, but it cannot reach into every police force and council area in which they turn up. The Youth Justice Board gave little guidance or support.
### Children in care, families and early help
Needs of children in care, those placed outside the borough among them, are thought through when services are commissioned. The YOS has a central part in recruiting foster carers, so that children who offend can stay in their community. Its parenting programmes are well established and have shown that they work.
Early help services had been merged with the youth at risk matrix team to find children close to gangs sooner. An exploitation pilot strengthened joint work on complex cases. Nobody had evaluated either in full.
### Fairness
Diversity and disproportionality are analysed very well; the analysis uses the council's population forecasts and shapes services. The service does not, however, evaluate systematically whether its services and interventions work.
Transfers to the National Probation Service and the Community Rehabilitation Company run smoothly.
## 1.4 Information and facilities | Good
### Policies and premises
Staff understand the policies, which had been reviewed lately. The risk management policy mixes evidence with practical direction. Everyone knows the routes to partners' services; some are unsure of social care's thresholds.
The service shares an accessible building with children's social care and the multi-agency safeguarding hub (MASH). It has a secure entrance of its own and a friendly receptionist. Interview rooms are plain but good enough. Staff also meet children in libraries, community centres and at home, which lowers the danger to the child; staff safety gets less thought, although some of the children carry weapons or are under threat.
### Systems and learning
The IT system is used well and case documents are all in it. Case managers can read key records in Liquid Logic, the system of children's social care.
Managers keep an open culture of learning and are easy to approach. Over three years there had been improvement plans in answer to inspections, audits and data, with fitting targets that the Board reviews.
Children's and parents' views count in their own cases. A youth participation group had been founded, and children took part in choosing new staff and made useful remarks about the candidates.
### Strengths and weaknesses of the domain
- Strength: the YOS and its partners have learned to learn.
- Strength: manager and Board know where the service has to improve.
- Strength: health care for children is excellent.
- Strength: managers are supportive and within reach.
- Weakness: specialist education workers are missing from the team.
- Weakness: too many children go without good statutory education.
- Weakness: roles of case managers and social workers are blurred, and social care thresholds unclear.
- Weakness: the Board lacks fine-grained data on who offends and why.
- Weakness: recruiting and keeping staff still needs effort.
"""

COURT = """
The second domain covers children sentenced by a court. Inspectors read 31 cases and judged each against four standards.
## 2.1 Assessment | Requires improvement
### What case managers have to go on
Case managers draw on plenty of current information. Police information comes promptly and in great detail, and records of children's social care can be read in Liquid Logic.
### Desistance
Assessment of what would help a child to stop offending is very good, and 84% of cases met that test. It weighs maturity, motivation, strengths and protective factors, and takes in what the child and the parents say.
### Danger to others
Assessment of danger to others lacks analysis; 57% of cases were good enough. Plain signs such as a carried knife are noted, the reasons behind them are not, so case managers put the danger too low. A few children were called low risk only because the gangs matrix did not list them or their record was short, although they seemed ready to use violence.
Some of the children are very complex and could do serious harm without many convictions to show for it. Nearly half of the assessments came too late after the order began, and work to manage risk then began late too.
### Safety of the child
Many children are in danger through what they do themselves. Case managers see it but make too little of it; 63% of cases were assessed well enough. In eight cases the level of vulnerability had been set too low, and in five the right level would have been very high.
Where social care had assessed a child, its view prevailed and dangers tied to offending, such as those to brothers and sisters, were not taken in fully.
> The report's example: a boy in county lines activity was rightly assessed as open to exploitation, yet he owed a large drug debt and his home had been attacked while his brothers and sisters were in it. His level should have been higher than “high”.
### Victims
What victims went through and want gets too little weight, a serious gap in view of the violence some children use.
## 2.2 Planning | Inadequate
### Desistance
Plans that help a child to stop offending follow from the assessment, suit the individual and are well ordered and recorded; 80% of cases were good enough. Parents take part, above all in building on strengths. Plans draw on mental health services, the gangs unit and reparation.
### Safety of the child
Plans for the child's own safety were the reason for the rating: 48% of cases had enough planning, and some of the dangers missed were grave and pressing.
Many plans list only what the YOS itself will do and leave out those of children's social care. There are good examples of work with social workers, but much is done apart. Danger to brothers and sisters is rarely planned for, even when it is lasting and close. Case managers kept asking social care for information and often did not get it.
### Safety of other people
Planning for other people's safety was good enough in 62% of cases. It leaves out agencies that should be there, the police for one. Half of the cases had fallback plans that would do. Of the cases that called for planning to support victims, 42% had enough.
### County lines
Gangs that run county lines put planning before a special difficulty. Plans often relied on steps that can be taken only while the child is in the borough; once the child is elsewhere, another police force or council has to act. Child protection organised by area cannot cope with children who are moved about, and nobody at national level tells services how to work together.
## 2.3 Implementation and delivery | Requires improvement
### Relationships
Trusting relationships are one of the strengths of the YOS. Workers take time to get to know a child and think about where to meet, since gang rivalries close some places to some children.
### What children get
Children get mentoring, sessions with a psychologist, and help with substance misuse and emotional health. Housing providers work with the YOS to move families within the borough. Work for desistance was effective in 62% of cases.
> The report tells of Eddie (not his real name), who rang his YOS officer from his care home because a group of youths stood outside and he was afraid. The YOS and social care found him another home outside the borough.
Frequent changes of case manager broke up work and relationships.
### Offending behaviour
Some work missed its target because danger and intent had been put too low. One young person suspected of county lines activity had told staff that he sold drugs from the home of a client; his assessment dealt with homelessness, and his sessions touched neither the drug dealing nor the danger to the woman.
### Safety
In 55% of cases enough was done to keep the child safe; here too, joint work and a shared view of the dangers were missing. Work to keep other people safe was good enough in 65% of cases, and most children were offered sessions on the effect of crime on victims.
### Education and work
Children who wanted college or training were supported well. Dealing with schools is harder for lack of specialists. Most assessments set out a child's needs in education, training and employment fully, but too little follows from them, and too many children were in neither education, training nor work.
## 2.4 Reviewing | Requires improvement
### What reviews change
Reviews take place, but plans and work do not always change as they should. Just over half led to a change in how the child was handled.
Reviews of progress towards desistance look at changed circumstances and motivation and bring in parents; 62% of cases were good enough. For the child's safety it was 58%, for other people's 56%.
### Missed signals
In nine of 26 cases the response to a change in the child's safety was not right. Things were overlooked when the case manager changed, or other agencies did not say that a child had become more vulnerable.
Social care and police inform well at the start and less as the order runs. Police systems do not tell an officer that a child is known to the YOS unless the child was arrested or interviewed, and some safeguarding plans never reach the police.
Signs that a child had become more of a danger to others were seen and acted on in half of the cases, too few given how serious the offences were.
> An inspector noted that after a child attacked two boys, the violence was mentioned at his looked-after review, but nobody actively reviewed how to manage it.
### Strengths and weaknesses of the domain
- Strength: children and their case managers get on well.
- Strength: support covers physical, emotional and mental health.
- Strength: stopping offending is the clear aim of the work.
- Strength: interventions are varied, with victim awareness and reparation among them.
- Weakness: danger to others and to the child is sometimes put too low.
- Weakness: who does what, social worker or case manager, is not well understood.
- Weakness: reviews fail to change cases, and the police are not always told.
- Weakness: staff turnover interrupted casework.
"""

OUT_OF_COURT = """
The third domain covers children dealt with out of court. Inspectors read 19 cases, most of them less serious and less complex than the court cases, and judged each against four standards.
## 3.1 Assessment | Requires improvement
### Quality
Most assessments were on time and used what other agencies knew. They describe well how motivated a child is and whether the child takes responsibility. They vary too much, and some lack analysis. School exclusion, diversity, family and social setting get too little attention although they bear on desistance, and 58% of cases were good enough on that point. For the child's safety it was 74%, for other people's 68%.
### One side of the story
Many rely on what the child says. In one case youths had been fighting with knives and the police were called; a boy they stopped said that he had got into a fight and found cannabis on the ground. The assessment never asked whether gangs or drugs were behind it.
Danger to others played a part in two thirds of the cases. Often only the incident itself was examined and other worrying behaviour left out.
### Victims
Victims' wishes are recorded but carry little weight, even where the victim is a parent, a brother or sister, or a classmate who meets the child every day.
## 3.2 Planning | Requires improvement
### A form of its own
The YOS designed its own planning record, which sets out plainly what will be done. Planning for desistance is good: 89% of cases passed. It is in proportion to the offence, well ordered, fitted to the child's maturity, and mostly takes in the views of child and parents.
### Safety
Planning for the child's safety was good enough in 64% of cases. It should be tied in with other agencies' plans, which all but one of the children had. Fallback arrangements are not always made.
Planning about danger to others is good, at 71% of cases, and brings in other agencies where needed. About half of the plans name a direct step to protect a victim or likely victim.
### Victims
Just over half of the plans in which it mattered took up the victim's wishes. The police inform the victim worker well, and the worker tries hard to reach victims. Restorative justice is offered where it can be, and the victim worker runs indirect victim awareness work.
## 3.3 Implementation and delivery | Requires improvement
### Good work with children
Work for desistance was good enough in 89% of cases and for the child's safety in 83%. It takes place one to one and in groups. Groups for children and parents deal with emotional health, substance misuse, parenting, signs of gang involvement, and weapons.
Helping children to stay with voluntary work was excellent in every case: staff find out what moves a child, stay flexible, and meet the child at home or nearby.
> An inspector described a case manager who understood a boy's difficulties, a bereavement among them, and kept alive his wish for a better future.
### Danger to others
Here the work falls short: 63% of cases were good enough. In half of the cases enough was done for the particular needs of victims. Some children did no work at all on the harm they might do to others, which matters because some were close to joining gangs.
## 3.4 Joint working | Good
### With the police
YOS and police work openly together and know their roles. They share an office, talk each referral through at once, screen it and decide together; then the case is allocated and assessed in full. Recommendations of the YOS were well founded in 76% of cases, and work with the police on carrying out the disposal was effective in 78%.
### The new panel
A panel for out-of-court disposals had been set up in response to a thematic report of the inspectorate in 2018. It replaced an informal way of deciding that had worked. It can choose a community resolution (called triage locally), a caution, a conditional caution or a charge; taking no further action is not among its choices. It should also leave a clear record of reasons, which were sometimes hard to follow.
### Delay and gaps
Cases from community police first go to an evidence review officer. That delays the work needlessly, when the incident is fresh and the child most ready to change.
No strategy exists to keep children in care from being criminalised. Children whom other councils place in homes in the borough get little contact with their own social worker when an out-of-court disposal is offered, and the work does not enter their care plan.
### Strengths and weaknesses of the domain
- Strength: YOS and police decide together, and well.
- Strength: a good range of work to prevent offending is delivered steadily.
- Strength: fewer children entered the justice system over the last year.
- Strength: children are won over to voluntary work and keep to it.
- Strength: planning is clear and its aims are focused.
- Weakness: victims' stated wishes and their protection need more care.
- Weakness: work against harm to others is missing where it is needed.
- Weakness: children in care have needs of their own that are not considered.
"""

METHOD = """
### Organisational delivery
The service sent in evidence beforehand, and the outgoing and the new Chair of the Board gave a presentation. It answered two questions: how the arrangements make the work as effective as it can be and better children's life chances, and what the priorities are from here on. Inspectors surveyed 13 case managers about training, development, supervision and leadership. In the second week, with colleagues from police, health, social care and education, they followed up what the cases had shown in meetings and focus groups.
### Court disposals
Over one week inspectors read case files and interviewed case managers. They examined 31 cases, 60 per cent of all those read, in which a court had sentenced the child six to nine months before.
### Out-of-court disposals
In the same way they examined 19 cases, the other 40 per cent, in which the disposal was three to five months old.
### Size of the samples
Both samples were sized for 80 per cent confidence, the margin of error being 5, and matched all eligible cases in gender, type of sentence or disposal, risk of serious harm, and classification of safety and wellbeing.
"""

ANNEX_NOTE = """
Percentages are the share of cases in which inspectors answered yes. The first domain has no percentages: its standards are judged from evidence on the organisation, and its key questions are listed with the rating of their standard. Key questions are shortened and put in other words here.
"""

ANNEX = (
    ("1.1", "Governance and leadership", "Good", (
        ("1.1.1", "Vision and strategy for a good, personal service", ""),
        ("1.1.2", "Partnership arrangements that help delivery", ""),
        ("1.1.3", "Leadership that helps delivery", ""),
    )),
    ("1.2", "Staff", "Requires improvement", (
        ("1.2.1", "Staffing and workload", ""),
        ("1.2.2", "Skills of the staff", ""),
        ("1.2.3", "Oversight of the work", ""),
        ("1.2.4", "Learning and development", ""),
    )),
    ("1.3", "Partnerships and services", "Requires improvement", (
        ("1.3.1", "Up-to-date profile of the children", ""),
        ("1.3.2", "Volume, range and quality of services", ""),
        ("1.3.3", "Arrangements with partners and providers", ""),
    )),
    ("1.4", "Information and facilities", "Good", (
        ("1.4.1", "Policies and guidance", ""),
        ("1.4.2", "Premises", ""),
        ("1.4.3", "Information technology", ""),
        ("1.4.4", "Analysis and learning that drive improvement", ""),
    )),
    ("2.1", "Assessment (court)", "Requires improvement", (
        ("2.1.1", "Analyses how to support desistance", "84%"),
        ("2.1.2", "Analyses how to keep the child safe", "63%"),
        ("2.1.3", "Analyses how to keep others safe", "57%"),
    )),
    ("2.2", "Planning (court)", "Inadequate", (
        ("2.2.1", "Plans enough for desistance", "80%"),
        ("2.2.2", "Plans enough for the child's safety", "48%"),
        ("2.2.3", "Plans enough for other people's safety", "62%"),
    )),
    ("2.3", "Implementation and delivery (court)", "Requires improvement", (
        ("2.3.1", "Delivery supports desistance", "62%"),
        ("2.3.2", "Delivery supports the child's safety", "55%"),
        ("2.3.3", "Delivery supports other people's safety", "65%"),
    )),
    ("2.4", "Reviewing (court)", "Requires improvement", (
        ("2.4.1", "Reviews attend to desistance", "62%"),
        ("2.4.2", "Reviews attend to the child's safety", "58%"),
        ("2.4.3", "Reviews attend to other people's safety", "56%"),
    )),
    ("3.1", "Assessment (out of court)", "Requires improvement", (
        ("3.1.1", "Analyses how to support desistance", "58%"),
        ("3.1.2", "Analyses how to keep the child safe", "74%"),
        ("3.1.3", "Analyses how to keep others safe", "68%"),
    )),
    ("3.2", "Planning (out of court)", "Requires improvement", (
        ("3.2.1", "Plans enough for desistance", "89%"),
        ("3.2.2", "Plans enough for the child's safety", "64%"),
        ("3.2.3", "Plans enough for other people's safety", "71%"),
    )),
    ("3.3", "Implementation and delivery (out of court)", "Requires improvement", (
        ("3.3.1", "Delivery supports desistance", "89%"),
        ("3.3.2", "Delivery supports the child's safety", "83%"),
        ("3.3.3", "Delivery supports other people's safety", "63%"),
    )),
    ("3.4", "Joint working (out of court)", "Good", (
        ("3.4.1", "Recommendations to the police are well founded", "76%"),
        ("3.4.2", "Works well with the police on the disposal", "78%"),
    )),
)

GLOSSARY = (
    ("AssetPlus", "The Youth Justice Board's tool for assessing and planning work with children who have offended or may offend."),
    ("Child protection", "All that is reasonably done to keep the chance of significant harm to a child as small as possible."),
    ("Community resolution", "An informal agreement, often with the victim's part in it, on how to settle a minor and often first offence. Called triage in Barking and Dagenham."),
    ("County lines", "Gangs, mostly from cities, forcing young people to carry drugs or money to other parts of the country, mostly rural."),
    ("Court disposal", "A sentence passed by a court: for children, for instance, a referral order, a youth rehabilitation order, or a detention and training order."),
    ("Criminal exploitation", "Making a child commit crimes by pressure, force or taking advantage."),
    ("Desistance", "Stopping offending or other antisocial behaviour, and staying stopped."),
    ("Education, training and employment", "Work that improves a child's learning and later chances of a job."),
    ("First-time entrant", "A child who receives a youth caution, a youth conditional caution or a conviction for the first time."),
    ("MASH", "Multi-agency safeguarding hub: the place where agencies deal with concerns about a child together."),
    ("Multi-agency public protection arrangements", "Police, probation, prisons and others managing together the offenders who could do most harm. At level 1 one agency manages; levels 2 and 3 need several."),
    ("Out-of-court disposal", "A way of settling a mostly minor offence without prosecution: youth caution, youth conditional caution or community resolution."),
    ("Personalised", "Fitted to the individual, with as much choice and control as possible."),
    ("Referral order", "A restorative court order open to a child who pleads guilty and whose offence falls short of a youth rehabilitation order."),
    ("Risk of serious harm", "AssetPlus grades how gravely a child might harm others as low, medium, high or very high. The inspectorate says “risk of harm” for the wider analysis behind the grade."),
    ("Safeguarding", "Wider than child protection: seeing to a child's health, development and welfare as a whole."),
    ("Safety and wellbeing", "AssetPlus's term, in place of vulnerability, for ways a child may come to harm through own behaviour, circumstances or other people."),
    ("Youth caution", "A formal warning that a child accepts after admitting an offence that need not be prosecuted."),
    ("Youth conditional caution", "A youth caution with conditions to be met for up to three months; a child who breaks them may be prosecuted."),
    ("Youth Justice Board (YJB)", "The government body that monitors the youth justice system, advises ministers on it, and gives services grants and guidance."),
    ("YOS Management Board", "The body that holds the service to account for its main aim, preventing offending by children."),
    ("YOT, YOS", "Youth Offending Team is the name in the Crime and Disorder Act 1998; many now go by youth offending service or youth justice service (YJS)."),
)
