# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'lamps.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QStackedWidget,
    QVBoxLayout, QWidget)
class Ui_Lamps(object):
    def setupUi(self, Lamps):
        if not Lamps.objectName():
            Lamps.setObjectName(u"Lamps")
        self.whole = QVBoxLayout(Lamps)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(Lamps)
        self.stack.setObjectName(u"stack")
        self.overview = QWidget()
        self.overview.setObjectName(u"overview")
        self.page = QVBoxLayout(self.overview)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.toolbar_slot = QWidget(self.overview)
        self.toolbar_slot.setObjectName(u"toolbar_slot")

        self.page.addWidget(self.toolbar_slot)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.middle = QVBoxLayout()
        self.middle.setSpacing(0)
        self.middle.setObjectName(u"middle")
        self.table_stack = QStackedWidget(self.overview)
        self.table_stack.setObjectName(u"table_stack")

        self.middle.addWidget(self.table_stack)

        self.footer_slot = QWidget(self.overview)
        self.footer_slot.setObjectName(u"footer_slot")

        self.middle.addWidget(self.footer_slot)

        self.middle.setStretch(0, 1)

        self.columns.addLayout(self.middle)

        self.side_slot = QWidget(self.overview)
        self.side_slot.setObjectName(u"side_slot")

        self.columns.addWidget(self.side_slot)

        self.columns.setStretch(0, 1)

        self.page.addLayout(self.columns)

        self.page.setStretch(1, 1)
        self.stack.addWidget(self.overview)

        self.whole.addWidget(self.stack)


        self.retranslateUi(Lamps)
    # setupUi

    def retranslateUi(self, Lamps):
        pass
    # retranslateUi

